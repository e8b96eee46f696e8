// SPDX-License-Identifier: Apache-2.0
// http.h -- the lines of HTTP as terms: packet types http, httph and their binary forms.
#pragma once

#include "vm/port/packet.h"
#include "vm/term/space.h"

// A line (with its end) as {http_request, ...}, {http_response, ...}, {http_header, ...}, http_eoh or {http_error, Text}.
// is_header: after the first line. as_binaries: texts are binaries, else strings.
Term http_parse(Space *space, const uint8_t *bytes, size_t size, bool is_header, bool as_binaries);
// Whether lines after one of this result are headers: false after http_eoh and errors.
bool http_expects_headers(Term parsed, bool was_header);
