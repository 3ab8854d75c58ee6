/// The retention of payloads, and how expiry differs from deletion.
@NullMarked
package io.plumbline.audit.expiry;

import org.jspecify.annotations.NullMarked;
