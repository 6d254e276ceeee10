#include "core/zip.h"

#include <string.h>
#include <zlib.h>

#include "core/archive.h"

enum {
    END_SIZE = 22,
    END_COMMENT_MAX = 65535,
    END64_LOCATOR_SIZE = 20,
    END64_SIZE = 56,
    ENTRY_SIZE = 46,
    LOCAL_SIZE = 30,
    ENCRYPTED = 1,
    STORED = 0,
    DEFLATED = 8
};

static int broken(struct err *err, const char *reason)
{
    return err_set(err, ERR_INVALID, "zip archive: %s", reason);
}

/* Little endian. */
static uint64_t number(const unsigned char *at, int bytes)
{
    uint64_t value = 0;

    while (bytes-- > 0)
        value = value << 8 | at[bytes];
    return value;
}

static int
is_at(const struct zip *zip, uint64_t at, size_t size, const char *mark)
{
    return at <= zip->len && zip->len - at >= size &&
           memcmp(zip->data + at, mark, 4) == 0;
}

/* The end record, looked for from the end. 0, or -1. */
static int find_end(const struct zip *zip, size_t *end)
{
    size_t lowest = zip->len > END_SIZE + END_COMMENT_MAX
                        ? zip->len - END_SIZE - END_COMMENT_MAX
                        : 0;

    if (zip->len < END_SIZE)
        return -1;
    for (*end = zip->len - END_SIZE;; --*end) {
        if (is_at(zip, *end, END_SIZE, "PK\5\6"))
            return 0;
        if (*end == lowest)
            return -1;
    }
}

/* Where the directory is said to be, and how long; in the record for large
 * archives when there is one. */
static void
read_end(struct zip *zip, size_t *end, uint64_t *size, uint64_t *offset)
{
    const unsigned char *at = zip->data + *end;
    uint64_t large;

    zip->left = number(at + 10, 2);
    *size = number(at + 12, 4);
    *offset = number(at + 16, 4);
    if (*end < END64_LOCATOR_SIZE ||
        !is_at(zip, *end - END64_LOCATOR_SIZE, END64_LOCATOR_SIZE, "PK\6\7"))
        return;
    large = number(at - END64_LOCATOR_SIZE + 8, 8);
    if (!is_at(zip, large, END64_SIZE, "PK\6\6"))
        return;
    at = zip->data + large;
    zip->left = number(at + 32, 8);
    *size = number(at + 40, 8);
    *offset = number(at + 48, 8);
    *end = (size_t)large;
}

int zip_open(struct zip *zip, const void *data, size_t len, struct err *err)
{
    uint64_t size, offset;
    size_t end;

    *zip = (struct zip){ .data = data, .len = len };
    if (find_end(zip, &end) != 0)
        return broken(err, "there is no directory");
    read_end(zip, &end, &size, &offset);
    if (size > end || offset > end - size)
        return broken(err, "the directory is out of place");
    zip->directory = end - (size_t)size;
    zip->shift = zip->directory - (size_t)offset;
    return 0;
}

/* Sizes and the offset that did not fit stand in an extra field, in order. */
static void
read_extra(struct zip_member *member, const unsigned char *at, size_t len)
{
    uint64_t *fields[] = { &member->size, &member->packed, &member->offset };

    while (len >= 4) {
        uint64_t id = number(at, 2), size = number(at + 2, 2);

        if (size > len - 4)
            return;
        if (id == 1) {
            const unsigned char *value = at + 4;

            for (int i = 0; i < 3; i++) {
                if (*fields[i] != UINT32_MAX || size < 8)
                    continue;
                *fields[i] = number(value, 8);
                value += 8;
                size -= 8;
            }
            return;
        }
        at += 4 + size;
        len -= 4 + (size_t)size;
    }
}

int zip_next(struct zip *zip, struct zip_member *member, struct err *err)
{
    const unsigned char *at = zip->data + zip->directory;
    size_t name, extra, comment;

    if (zip->left == 0)
        return 0;
    if (!is_at(zip, zip->directory, ENTRY_SIZE, "PK\1\2"))
        return broken(err, "an entry of the directory is missing");
    name = (size_t)number(at + 28, 2);
    extra = (size_t)number(at + 30, 2);
    comment = (size_t)number(at + 32, 2);
    if (name + extra + comment > zip->len - zip->directory - ENTRY_SIZE)
        return broken(err, "the directory is cut");
    *member = (struct zip_member){
        .name = (const char *)at + ENTRY_SIZE,
        .name_len = name,
        .flags = (uint16_t)number(at + 8, 2),
        .method = (uint16_t)number(at + 10, 2),
        .crc = (uint32_t)number(at + 16, 4),
        .packed = number(at + 20, 4),
        .size = number(at + 24, 4),
        .offset = number(at + 42, 4),
    };
    read_extra(member, at + ENTRY_SIZE + name, extra);
    zip->directory += ENTRY_SIZE + name + extra + comment;
    zip->left--;
    return 1;
}

/* Where the bytes of a member are. NULL when they are not inside. */
static const unsigned char *find_bytes(const struct zip *zip,
                                       const struct zip_member *member)
{
    uint64_t at = member->offset + zip->shift;

    if (at < member->offset || !is_at(zip, at, LOCAL_SIZE, "PK\3\4"))
        return NULL;
    at += LOCAL_SIZE + number(zip->data + at + 26, 2) +
          number(zip->data + at + 28, 2);
    if (at > zip->len || member->packed > zip->len - at)
        return NULL;
    return zip->data + at;
}

static int unpack(const struct zip_member *member,
                  const unsigned char *bytes,
                  size_t max,
                  struct buf *out,
                  struct err *err)
{
    if (member->flags & ENCRYPTED)
        return broken(err, "a member is encrypted");
    if (member->method == DEFLATED)
        return archive_inflate(ARCHIVE_DEFLATE, bytes, (size_t)member->packed,
                               max, out, err);
    if (member->method != STORED)
        return broken(err, "a member is compressed in an unknown way");
    if (member->packed > max)
        return err_set(err, ERR_LIMIT, "zip archive: more than %zu bytes", max);
    if (buf_append(out, bytes, (size_t)member->packed) != 0)
        return err_set(err, ERR_LIMIT, "zip archive: not enough memory");
    return 0;
}

int zip_read(const struct zip *zip,
             const struct zip_member *member,
             size_t max,
             struct buf *out,
             struct err *err)
{
    const unsigned char *bytes = find_bytes(zip, member);
    size_t start = out->len;

    if (bytes == NULL)
        return broken(err, "a member is not inside");
    if (unpack(member, bytes, max, out, err) != 0)
        return -1;
    if (crc32_z(0, (const Bytef *)out->data + (out->data == NULL ? 0 : start),
                out->len - start) != member->crc &&
        out->len > start)
        return broken(err, "a member does not fit its checksum");
    return 0;
}
