/* json_scan.h - the inner loop of everything that reads JSON: how far a string
 * goes on with bytes that need no look. What needs one is a quote, a backslash,
 * a control character, or a byte that is not ASCII.
 *
 * Vectors of 16 bytes, which both x86-64 and aarch64 have in their base. Those
 * of 32 bytes were tried (Zen 4, AVX2): texts of 2,000 bytes are read by a
 * quarter faster (10 instead of 8 GB/s), records by an eighth slower, because
 * most of their strings are short. That is not worth a second variant and a
 * choice at run time. The NEON variant was held against the plain one under
 * qemu.
 *
 * It is all in this header because most strings are so short that a call would
 * cost more than the loop. */
#ifndef REVOS_JSON_SCAN_H
#define REVOS_JSON_SCAN_H

#include <stdint.h>

#if defined __SSE2__
#include <emmintrin.h>
#elif defined __ARM_NEON && defined __aarch64__
#include <arm_neon.h>
#endif

/* A byte at a time, on every machine: what the other is tested against. */
static inline const char *json_scan_bytes(const char *p, const char *end)
{
    while (p < end && *p != '"' && *p != '\\' && (unsigned char)*p >= 0x20 &&
           (unsigned char)*p < 0x80)
        p++;
    return p;
}

static inline int json_is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The first byte that is not white space, a byte at a time. */
static inline const char *json_scan_space_bytes(const char *p, const char *end)
{
    while (p < end && json_is_space(*p))
        p++;
    return p;
}

/* The bytes that need a look among the JSON_BLOCK at p: JSON_BLOCK_BITS bits of
 * the mask for each byte, in their order; all of them set or none. Without
 * vectors JSON_BLOCK is 0, and there are no blocks. A comparison as signed
 * numbers finds control characters and the bytes above 0x7f at once. */
#if defined __SSE2__
enum { JSON_BLOCK = 16, JSON_BLOCK_BITS = 1 };

static inline uint64_t json_block(const char *p)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i found =
        _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
                                  _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'))),
                     _mm_cmplt_epi8(bytes, _mm_set1_epi8(' ')));

    return (unsigned)_mm_movemask_epi8(found);
}
#elif defined __ARM_NEON && defined __aarch64__
enum { JSON_BLOCK = 16, JSON_BLOCK_BITS = 4 };

static inline uint64_t json_block(const char *p)
{
    int8x16_t bytes = vld1q_s8((const int8_t *)p);
    uint8x16_t found = vorrq_u8(vorrq_u8(vceqq_s8(bytes, vdupq_n_s8('"')),
                                         vceqq_s8(bytes, vdupq_n_s8('\\'))),
                                vcltq_s8(bytes, vdupq_n_s8(' ')));

    return vget_lane_u64(
        vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(found), 4)), 0);
}
#else
enum { JSON_BLOCK = 0, JSON_BLOCK_BITS = 1 };

static inline uint64_t json_block(const char *p)
{
    (void)p;
    return 0;
}
#endif

/* Whether a block begins at p, as far as there are blocks. */
static inline int json_block_fits(const char *p, const char *end)
{
    return JSON_BLOCK > 0 && end - p >= JSON_BLOCK;
}

/* The place in its block of the first byte of a mask that is not 0. */
static inline unsigned json_block_first(uint64_t mask)
{
    return (unsigned)__builtin_ctzll(mask) / JSON_BLOCK_BITS;
}

/* A block at a time, then a byte. */
static inline const char *json_scan(const char *p, const char *end)
{
    for (; json_block_fits(p, end); p += JSON_BLOCK) {
        uint64_t mask = json_block(p);

        if (mask != 0)
            return p + json_block_first(mask);
    }
    return json_scan_bytes(p, end);
}

/* The first byte that is not white space: of pages that are laid out for
 * people, where it is half of the text. */
static inline const char *json_scan_space(const char *p, const char *end)
{
#if defined __SSE2__
    for (; end - p >= 16; p += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
        __m128i space = _mm_or_si128(
            _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(' ')),
                         _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n'))),
            _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r')),
                         _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\t'))));
        unsigned mask = (unsigned)_mm_movemask_epi8(space) ^ 0xffff;

        if (mask != 0)
            return p + __builtin_ctz(mask);
    }
#endif
    return json_scan_space_bytes(p, end);
}

#endif
