/* xml.h - XML as JSON.
 *
 * The layout is that of Python's xmltodict: the document is an object with the
 * root element; an element is an object of its attributes ("@name"), its
 * children by name (repeated ones are a list) and its text without the blanks
 * around ("#text"); only text: a string; nothing: null.
 *
 * expat reads. A document may not declare entities (they are how small
 * documents become gigabytes, and how they reach for files), nor be deeper than
 * XML_DEPTH: what is written is no deeper than XML_JSON_DEPTH. */
#ifndef REVOS_XML_H
#define REVOS_XML_H

#include <stddef.h>

#include "core/buf.h"
#include "core/err.h"

enum { XML_DEPTH = 200, XML_JSON_DEPTH = 2 * XML_DEPTH + 2 };

/* Append a document. `encoding` ("UTF-8", "ISO-8859-1") counts for more than
 * what the document declares; NULL: as declared. 0; or -1: ERR_SYNTAX with the
 * place, ERR_LIMIT; `out` has then a part of it. */
int xml_to_json(const char *text,
                size_t len,
                const char *encoding,
                struct buf *out,
                struct err *err);

#endif
