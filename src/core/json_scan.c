#include "core/json_scan.h"

#include <string.h>

#if defined __SSE2__
#include <emmintrin.h>
#elif defined __ARM_NEON
#include <arm_neon.h>
#endif

static int is_special(unsigned char byte)
{
    return byte == '"' || byte == '\\' || byte < 0x20 || byte >= 0x80;
}

const char *json_scan_plain_bytes(const char *p, const char *end)
{
    while (p < end && !is_special((unsigned char)*p))
        p++;
    return p;
}

#if defined __SSE2__

/* Both targets of revos have 16-byte vectors as part of their base, so there
 * is nothing to choose at run time. A comparison as signed numbers finds
 * control characters and the bytes above 0x7f at once. */
const char *json_scan_plain(const char *p, const char *end)
{
    const __m128i quote = _mm_set1_epi8('"');
    const __m128i backslash = _mm_set1_epi8('\\');
    const __m128i space = _mm_set1_epi8(' ');

    for (; end - p >= 16; p += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
        __m128i found =
            _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, quote),
                                      _mm_cmpeq_epi8(bytes, backslash)),
                         _mm_cmplt_epi8(bytes, space));
        int mask = _mm_movemask_epi8(found);

        if (mask != 0)
            return p + __builtin_ctz((unsigned)mask);
    }
    return json_scan_plain_bytes(p, end);
}

#elif defined __ARM_NEON

const char *json_scan_plain(const char *p, const char *end)
{
    for (; end - p >= 16; p += 16) {
        int8x16_t bytes = vld1q_s8((const int8_t *)p);
        uint8x16_t found = vorrq_u8(vorrq_u8(vceqq_s8(bytes, vdupq_n_s8('"')),
                                             vceqq_s8(bytes, vdupq_n_s8('\\'))),
                                    vcltq_s8(bytes, vdupq_n_s8(' ')));

        if (vmaxvq_u8(found) != 0)
            return json_scan_plain_bytes(p, p + 16);
    }
    return json_scan_plain_bytes(p, end);
}

#else

const char *json_scan_plain(const char *p, const char *end)
{
    return json_scan_plain_bytes(p, end);
}

#endif
