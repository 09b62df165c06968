/* The floor: libyaml's own event stream over files that are named on standard input, reading them included.
 * libyaml_events [ROUNDS [cpu]] prints the milliseconds of each round, of the clock or of the processor. SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <yaml.h>

static clockid_t clock_used = CLOCK_MONOTONIC;

static double now(void) {
  struct timespec t;
  clock_gettime(clock_used, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static long events(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) return 0;
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  unsigned char *text = malloc(size + 1);
  size = fread(text, 1, size, file);
  fclose(file);
  yaml_parser_t parser;
  yaml_event_t event;
  yaml_parser_initialize(&parser);
  yaml_parser_set_input_string(&parser, text, size);
  long count = 0;
  int done = 0;
  while (!done && yaml_parser_parse(&parser, &event)) {
    count++;
    done = event.type == YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  free(text);
  return count;
}

int main(int argc, char **argv) {
  int rounds = argc > 1 ? atoi(argv[1]) : 5;
  if (argc > 2 && strcmp(argv[2], "cpu") == 0) clock_used = CLOCK_PROCESS_CPUTIME_ID;
  static char *paths[65536];
  char line[8192];
  int files = 0;
  while (files < 65536 && fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    paths[files++] = strdup(line);
  }
  for (int round = 0; round < rounds; round++) {
    double start = now();
    long count = 0;
    for (int i = 0; i < files; i++) count += events(paths[i]);
    printf("%.3f\n", now() - start);
    if (count < 0) return 1;
  }
  return 0;
}
