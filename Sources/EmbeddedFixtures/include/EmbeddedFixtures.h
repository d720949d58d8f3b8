#ifndef EMBEDDED_FIXTURES_H
#define EMBEDDED_FIXTURES_H

#include <stddef.h>

/// A file that was compiled into the binary.
struct embedded_file {
    /// Its name in the binary, for example `catalogue/gmail.yaml`.
    const char *name;
    const unsigned char *bytes;
    size_t count;
};

/// The table, sorted by name.
const struct embedded_file *embedded_files(void);
size_t embedded_file_count(void);

#endif
