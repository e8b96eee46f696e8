// SPDX-License-Identifier: Apache-2.0
// http.c -- one line of HTTP as a term.
//
//   {http_request, Method, Uri, {Major, Minor}}        Method, Field: an atom when well known, else text
//   {http_response, {Major, Minor}, Status, Phrase}
//   {http_header, Number, Field, FieldAsSent, Value}   Number of the well known field, 0 for others, whose case is made uniform
//   http_eoh                                           an empty line
//   {http_error, Line}
//
//   Uri: '*', {abs_path, P}, {absoluteURI, http | https, Host, Port | undefined, Path}, {scheme, S, Rest}, text
//
// Read before: vm/port/http.h
#include "vm/port/http.h"

#include <strings.h>

#include "vm/term/atom.h"

enum { FIELD_NAME_MAX = 50, HTTP_PREFIX = 5 };

typedef struct Line {
    Space *space;
    const uint8_t *at, *end;
    bool as_binaries;
} Line;

static const char *const methods[] = {"OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE"};

// Their places count: Number in http_header is the index here plus 1.
static const char *const fields[] = {
    "Cache-Control",
    "Connection",
    "Date",
    "Pragma",
    "Transfer-Encoding",
    "Upgrade",
    "Via",
    "Accept",
    "Accept-Charset",
    "Accept-Encoding",
    "Accept-Language",
    "Authorization",
    "From",
    "Host",
    "If-Modified-Since",
    "If-Match",
    "If-None-Match",
    "If-Range",
    "If-Unmodified-Since",
    "Max-Forwards",
    "Proxy-Authorization",
    "Range",
    "Referer",
    "User-Agent",
    "Age",
    "Location",
    "Proxy-Authenticate",
    "Public",
    "Retry-After",
    "Server",
    "Vary",
    "Warning",
    "Www-Authenticate",
    "Allow",
    "Content-Base",
    "Content-Encoding",
    "Content-Language",
    "Content-Length",
    "Content-Location",
    "Content-Md5",
    "Content-Range",
    "Content-Type",
    "Etag",
    "Expires",
    "Last-Modified",
    "Accept-Ranges",
    "Set-Cookie",
    "Set-Cookie2",
    "X-Forwarded-For",
    "Cookie",
    "Keep-Alive",
    "Proxy-Connection",
};

static Term text(const Line *l, const uint8_t *bytes, size_t size)
{
    return l->as_binaries ? space_binary(l->space, bytes, size)
                          : space_string(l->space, (const char *)bytes, size);
}

static bool is_blank(uint8_t c) { return c == ' ' || c == '\t'; }
static bool is_digit(uint8_t c) { return c >= '0' && c <= '9'; }
// A byte that may not stand in a token.
static bool is_special(uint8_t c)
{
    return c <= ' ' || c >= 0x7F || strchr("()<>@,;:\\\"/[]?={}", c) != NULL;
}

static size_t skip_blanks(Line *l)
{
    const uint8_t *from = l->at;
    while (l->at < l->end && is_blank(*l->at)) {
        l->at++;
    }
    return (size_t)(l->at - from);
}

static bool read_number(Line *l, int64_t *n)
{
    const uint8_t *from = l->at;
    for (*n = 0; l->at < l->end && is_digit(*l->at); l->at++) {
        *n = *n < INT32_MAX ? 10 * *n + (*l->at - '0') : *n;
    }
    return l->at > from;
}

// "HTTP/" Major "." Minor
static bool read_version(Line *l, Term *version)
{
    int64_t major, minor;
    if (l->end - l->at < HTTP_PREFIX || memcmp(l->at, "HTTP/", HTTP_PREFIX) != 0) {
        return false;
    }
    l->at += HTTP_PREFIX;
    if (!read_number(l, &major) || l->at == l->end || *l->at++ != '.' || !read_number(l, &minor)) {
        return false;
    }
    *version = space_tuple2(l->space, small_make(major), small_make(minor));
    return true;
}

static Term parse_response(Line *l)
{
    Term version;
    int64_t status = 0;
    if (!read_version(l, &version) || skip_blanks(l) == 0) {
        return TERM_NONE;
    }
    read_number(l, &status);
    if (skip_blanks(l) == 0 && l->at < l->end) {
        return TERM_NONE;
    }
    return space_tuple4(l->space, ATOM_HTTP_RESPONSE, version, small_make(status),
                        text(l, l->at, (size_t)(l->end - l->at)));
}

// Host[:Port][Path]
static Term build_absolute(const Line *l, Term scheme, const uint8_t *uri, size_t size)
{
    const uint8_t *path = memchr(uri, '/', size);
    size_t host_size = path ? (size_t)(path - uri) : size;
    Term path_term = path ? text(l, path, size - host_size) : text(l, (const uint8_t *)"/", 1);
    const uint8_t *colon = memchr(uri, ':', host_size);
    Term port = ATOM_UNDEFINED;
    if (colon) {
        Line number = {.at = colon + 1, .end = uri + host_size};
        int64_t n;
        if (read_number(&number, &n) && number.at == number.end && n) {
            port = small_make(n);
        }
        host_size = (size_t)(colon - uri);
    }
    const Term elements[5] = {ATOM_ABSOLUTEURI, scheme, text(l, uri, host_size), port, path_term};
    return space_tuple(l->space, 5, elements);
}

static Term build_uri(const Line *l, const uint8_t *uri, size_t size)
{
    if (size == 1 && uri[0] == '*') {
        return ATOM_STAR;
    }
    if (size <= 1 || uri[0] == '/') {
        return space_tuple2(l->space, ATOM_ABS_PATH, text(l, uri, size));
    }
    if (size >= 7 && strncasecmp((const char *)uri, "http://", 7) == 0) {
        return build_absolute(l, ATOM_HTTP, uri + 7, size - 7);
    }
    if (size >= 8 && strncasecmp((const char *)uri, "https://", 8) == 0) {
        return build_absolute(l, ATOM_HTTPS, uri + 8, size - 8);
    }
    const uint8_t *colon = memchr(uri, ':', size);
    if (colon == NULL) {
        return text(l, uri, size);
    }
    size_t scheme_size = (size_t)(colon - uri);
    return space_tuple3(l->space, ATOM_SCHEME, text(l, uri, scheme_size),
                        text(l, colon + 1, size - scheme_size - 1));
}

static Term known_name(const char *const *names, size_t count, const uint8_t *name, size_t size,
                       size_t *index)
{
    for (*index = 0; *index < count; (*index)++) {
        if (strlen(names[*index]) == size && memcmp(names[*index], name, size) == 0) {
            return atom_from_text(names[*index]);
        }
    }
    return TERM_NONE;
}

static Term parse_request(Line *l)
{
    const uint8_t *method = l->at;
    size_t index;
    while (l->at < l->end && !is_special(*l->at)) {
        l->at++;
    }
    size_t method_size = (size_t)(l->at - method);
    if (method_size == 0 || skip_blanks(l) == 0) {
        return TERM_NONE;
    }
    const uint8_t *uri = l->at;
    while (l->at < l->end && !is_blank(*l->at)) {
        l->at++;
    }
    size_t uri_size = (size_t)(l->at - uri);
    if (uri_size == 0) {
        return TERM_NONE;
    }
    skip_blanks(l);
    Term version;
    if (l->at == l->end) {
        version = space_tuple2(l->space, SMALL(0), SMALL(9));
    } else if (l->end - l->at < HTTP_PREFIX + 3 || !read_version(l, &version)) {
        return TERM_NONE;
    }
    Term name =
        known_name(methods, sizeof methods / sizeof methods[0], method, method_size, &index);
    return space_tuple4(l->space, ATOM_HTTP_REQUEST,
                        term_is_none(name) ? text(l, method, method_size) : name,
                        build_uri(l, uri, uri_size), version);
}

// Upper case at the beginning and behind a hyphen, else lower case.
static void make_uniform(const uint8_t *name, size_t size, uint8_t *out)
{
    bool up = true;
    for (size_t i = 0; i < size; i++) {
        uint8_t c = name[i];
        if (up && c >= 'a' && c <= 'z') {
            c = (uint8_t)(c - 'a' + 'A');
        } else if (!up && c >= 'A' && c <= 'Z') {
            c = (uint8_t)(c - 'A' + 'a');
        }
        up = c == '-';
        out[i] = c;
    }
}

static Term parse_header(Line *l)
{
    const uint8_t *name = l->at;
    uint8_t uniform[FIELD_NAME_MAX];
    size_t index;
    while (l->at < l->end && !is_special(*l->at)) {
        l->at++;
    }
    size_t size = (size_t)(l->at - name);
    if (l->at == l->end || *l->at != ':') {
        return TERM_NONE;
    }
    l->at++;
    skip_blanks(l);
    Term number = SMALL(0), field = TERM_NONE;
    if (size <= FIELD_NAME_MAX) {
        make_uniform(name, size, uniform);
        field = known_name(fields, sizeof fields / sizeof fields[0], uniform, size, &index);
        number = term_is_none(field) ? SMALL(0) : small_make((int64_t)index + 1);
    }
    if (term_is_none(field)) {
        field = text(l, size <= FIELD_NAME_MAX ? uniform : name, size);
    }
    const Term elements[5] = {ATOM_HTTP_HEADER, number, field, text(l, name, size),
                              text(l, l->at, (size_t)(l->end - l->at))};
    return space_tuple(l->space, 5, elements);
}

Term http_parse(Space *space, const uint8_t *bytes, size_t size, bool is_header, bool as_binaries)
{
    size_t length = size;
    if (length >= 2 && bytes[length - 2] == '\r') {
        length -= 2;
    } else if (length >= 1 && bytes[length - 1] == '\n') {
        length -= 1;
    }
    Line l = {space, bytes, bytes + length, as_binaries};
    if (is_header && length == 0) {
        return ATOM_HTTP_EOH;
    }
    bool is_response = length >= HTTP_PREFIX && memcmp(bytes, "HTTP/", HTTP_PREFIX) == 0;
    Term term = is_header ? parse_header(&l) : is_response ? parse_response(&l) : parse_request(&l);
    return term_is_none(term) ? space_tuple2(space, ATOM_HTTP_ERROR, text(&l, bytes, size)) : term;
}

bool http_expects_headers(Term parsed, bool was_header)
{
    if (parsed == ATOM_HTTP_EOH) {
        return false;
    }
    return was_header || !term_is_tuple(parsed) || tuple_elements(parsed)[0] != ATOM_HTTP_ERROR;
}
