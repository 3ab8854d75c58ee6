/// Removal of values from text and their restoration: placeholders, streams and JSON.
@NullMarked
package io.plumbline.personaldata.redact;

import org.jspecify.annotations.NullMarked;
