/* xml.h - XML as a stream of events with checked limits.
 *
 * expat does the work. A document may not declare entities (they are how small
 * documents become gigabytes, and how they reach for files), nor be deeper than
 * XML_DEPTH. */
#ifndef REVOS_XML_H
#define REVOS_XML_H

#include <stddef.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/err.h"

enum { XML_DEPTH = 200 };

enum xml_kind {
    XML_OPEN,  /* text is the name */
    XML_NAME,  /* of an attribute of the element just opened */
    XML_VALUE, /* of that attribute */
    XML_CLOSE  /* text is all text directly inside, without blanks around */
};

/* Events lie in `text`, one after the other. */
struct xml_event {
    enum xml_kind kind;
    size_t start, len; /* in xml->text */
};

struct xml {
    struct xml_event *events;
    size_t count, room;
    struct buf text;
};

/* Read a document. 0; or -1: ERR_SYNTAX with the place, ERR_LIMIT. xml_free
 * must be called in both cases; *xml starts as zeros. */
int xml_read(struct xml *xml, const char *text, size_t len, struct err *err);

/* Free the events. Twice is fine. */
void xml_free(struct xml *xml);

#endif
