/*
 * osa_sources.h - the C ABI of libosa_sources.so
 *
 * SPDX-License-Identifier: Apache-2.0
 *
 * Every function takes one JSON request and answers one JSON document, UTF-8 both. A request is borrowed for the call
 * and never kept; a document belongs to the caller until osa_sources_free. Documents are followed by a NUL that their
 * length does not count.
 *
 * The status of a call is 0, or negative when the call failed; a failed call answers a document too:
 *
 *     {"format": 1, "error": {"code": "OSA901", "name": "bad-request", "severity": "error", "message": "...",
 *                             "file": "...", "line": 1, "column": 1, ...}, "diagnostics": [...]}
 *
 * The position is absent where the fault has none. There is no global state, no last error and no initialisation: every
 * function may be called from any thread, at the same time, and after fork. No process is started. Files are read
 * by the calling thread and up to three more, which have ended when the call returns.
 */
#ifndef OSA_SOURCES_H
#define OSA_SOURCES_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__clang__)
#define OSA_SOURCES_NULLABLE _Nullable
#define OSA_SOURCES_NONNULL _Nonnull
#else
#define OSA_SOURCES_NULLABLE
#define OSA_SOURCES_NONNULL
#endif

/** The ABI that this header describes. Compare it with osa_sources_abi_version() before anything else is called. */
#define OSA_SOURCES_ABI_VERSION 1

/** The call was answered. */
#define OSA_SOURCES_OK 0
/** The request could not be answered: the document's "error" says why. */
#define OSA_SOURCES_FAILED (-1)
/** `document` or `document_length` is NULL, or there is no memory: nothing was written. */
#define OSA_SOURCES_UNUSABLE (-2)

/** Requests longer than this, in bytes, are refused unread: a length that is garbage must not be believed. */
#define OSA_SOURCES_REQUEST_LIMIT (64u << 20)

/** The ABI number of the loaded library. It changes when a function or a request changes incompatibly. */
int32_t osa_sources_abi_version(void);

/** The version of the loaded library (PEP 440), NUL-terminated, valid for as long as the library is loaded. */
const char *OSA_SOURCES_NONNULL osa_sources_version(void);

/**
 * The catalogue of a deployment, or one view of it (docs/reference/schema/catalogue.schema.json).
 *
 * Request: {"paths": ["/opt/openstack-ansible", ...], "variables": {NAME: VALUE}, "written": {NAME: VALUE},
 *           "view": "catalogue" | "sources" | "venvs" | "diagnostics" | "templates", "select": [NAME, ...],
 *           "candidates": [NAME, ...], "strict": false,
 *           "seen_from": [{"host": NAME, "groups": [NAME, ...], "roles": [NAME, ...]}, ...], "extra_vars": [NAME, ...],
 *           "templated": [{"role": NAME | null, "text": TEXT, "value": VALUE}, ...]}.
 * Only "paths" is needed; an unknown key is an error.
 *
 * "variables" are finished values of the highest level, "written" the same before templating; what is only written could
 * not be templated. A value that equals what the files decide keeps its file's place. One that a host of "seen_from" has
 * from another file decides nothing: that host sees only its own groups' definitions. Every other value is the
 * caller's, and those of "extra_vars" are in any case. The view "templates" answers, before any value is known, {"format": 1,
 * "variables": [NAME, ...], "undecided": [{"role": NAME | null, "text": TEXT, "variables": {NAME: VALUE}}, ...]}: which
 * variables a play has to finish, of "candidates" too, and the texts of the files that only Ansible can template, with
 * what they refer to; "templated" is what it made of them.
 *
 * The view "py_pkgs" answers {"format": 1, "py_pkgs": {...}, "diagnostics": [...]} with the keys of the lookup
 * plugin that OpenStack-Ansible had until 2019 (docs/reference/py_pkgs.md). "legacy_quirks" is false for the catalogue's
 * content in that shape, or the release whose plugin is reproduced: "14.2.16", "16.0.0" (also true), "16.0.29", "17.0.0".
 *
 * The views "wheel_list", "constraint_list", "clone_list", "venv_list" and "repo_build" (all four) answer what the role
 * repo_build made of that document. They take "repo_build": {"selective": false, "populated_groups": [GROUP, ...],
 * "git_dir": PATH, "constraint_overrides": [LINE, ...], "upper_constraints": PATH | TEXT | [LINE, ...]}. "selective" is one
 * switch for all views, or one for each: {"wheel_list": true, "clone_list": true, "venv_list": true}.
 *
 * @param request          JSON, borrowed; NULL is an error that is answered.
 * @param request_length   bytes of the request, without a NUL.
 * @param document         receives the document; NULL gives OSA_SOURCES_UNUSABLE.
 * @param document_length  receives its length in bytes, without the NUL; NULL gives OSA_SOURCES_UNUSABLE.
 */
int32_t osa_sources_catalogue(const char *OSA_SOURCES_NULLABLE request, uint64_t request_length,
                              char *OSA_SOURCES_NULLABLE *OSA_SOURCES_NULLABLE document,
                              uint64_t *OSA_SOURCES_NULLABLE document_length);

/**
 * The effective constraints of a deployment, of one of its venvs, or of layers that stand for themselves, with each
 * line's origin and what it shadows (docs/reference/schema/constraints.schema.json).
 *
 * Request: {"paths": [PATH, ...], "variables": {NAME: VALUE}, "written": {NAME: VALUE}, "venv": NAME, "python": "3.12",
 *           "environment": {MARKER_VARIABLE: TEXT}, "layers": [{"name": NAME, "file": PATH}, ...], "built": [NAME, ...],
 *           "remove": [NAME, ...], "replace": [LINE, ...], "relax": [NAME, ...], "select": [NAME, ...],
 *           "strict": false}. Every member may be left out; an unknown key is an error. Without "python" the result
 * holds for every environment. A layer has "lines" (texts) or "text" (of a whole file) instead of "file", and takes the
 * place of the declared layer of its name; without "paths" the layers count in their order, the highest first.
 * Parameters as for osa_sources_catalogue.
 */
int32_t osa_sources_constraints(const char *OSA_SOURCES_NULLABLE request, uint64_t request_length,
                                char *OSA_SOURCES_NULLABLE *OSA_SOURCES_NULLABLE document,
                                uint64_t *OSA_SOURCES_NULLABLE document_length);

/**
 * What would be fetched, built and installed (docs/reference/plan.md, docs/reference/schema/plan.schema.json). Nothing is
 * fetched and no server is asked.
 *
 * Request: {"paths": [...], "variables": {...}, "written": {...}, "targets": ["debian-12-x86_64-3.11", ...],
 *           "python": "3.12", "services": [...], "groups": [...], "hosts": [...],
 *           "inventory": "PATH" | {GROUP: [HOST, ...]}, "optional": [SET, ...], "all_wheels": false, "network": true,
 *           "rewrites": ["FROM=TO", ...], "commits": {SOURCE: COMMIT}, "layers": [{"name": LAYER, "file": PATH}, ...],
 *           "checkouts": FOLDER, "select": [SERVICE, ...], "strict": false}. Only "paths" is needed: without targets the plan is for this
 * machine, without a selection for every service. Parameters as for osa_sources_catalogue.
 */
int32_t osa_sources_plan(const char *OSA_SOURCES_NULLABLE request, uint64_t request_length,
                         char *OSA_SOURCES_NULLABLE *OSA_SOURCES_NULLABLE document,
                         uint64_t *OSA_SOURCES_NULLABLE document_length);

/**
 * One requirement, file name, address or requirement file taken apart (docs/reference/schema/parse.schema.json).
 * Parameters as for osa_sources_catalogue.
 *
 * Request, one of: {"requirement": TEXT}, {"wheel_filename": TEXT}, {"sdist_filename": TEXT}, {"url": TEXT},
 * {"requirement_file": PATH, "constraint": false, "entries": true | false | "columns", "variables": {NAME: VALUE}}.
 * "columns" answers the entries of a large file as a few long texts, one item an entry, which a caller takes apart when it
 * looks at them; what has more than a name, specifiers and a marker stands in "others" as the object that it is otherwise.
 *
 * Where the text is wrong, the document holds "error" with line and column, and "span": {"start": 0, "end": 1}, code
 * points of the text. The faults of a file are its "diagnostics".
 */
int32_t osa_sources_parse(const char *OSA_SOURCES_NULLABLE request, uint64_t request_length,
                          char *OSA_SOURCES_NULLABLE *OSA_SOURCES_NULLABLE document,
                          uint64_t *OSA_SOURCES_NULLABLE document_length);

/** Gives a document back. NULL does nothing; a document is given back once. */
void osa_sources_free(char *OSA_SOURCES_NULLABLE document);

#ifdef __cplusplus
}
#endif

#endif
