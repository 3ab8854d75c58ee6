/// Reads uploaded files of records: formats, validation, counts of personal data, and redaction.
@NullMarked
package io.plumbline.registry.dataset.file;

import org.jspecify.annotations.NullMarked;
