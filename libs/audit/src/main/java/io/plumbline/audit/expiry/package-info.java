/// An end to the keeping of payloads, and what tells it from a deletion.
@NullMarked
package io.plumbline.audit.expiry;

import org.jspecify.annotations.NullMarked;
