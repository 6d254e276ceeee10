/* stand_in_answer.h - what stand_in.c answers by a response of its rules. */
#ifndef STAND_IN_ANSWER_H
#define STAND_IN_ANSWER_H

#include <cjson/cJSON.h>
#include <microhttpd.h>

/* Tell what is wrong and end with status 2. */
void stand_in_die(const char *what);

/* The text of a member, or `otherwise`. */
const char *
stand_in_text(const cJSON *object, const char *name, const char *otherwise);

/* The answer with its headers; a NULL response says that there is no rule.
 * `base` stands for {{BASE}}. The response has to outlive the answer. */
struct MHD_Response *stand_in_answer(const cJSON *response, const char *base);

#endif
