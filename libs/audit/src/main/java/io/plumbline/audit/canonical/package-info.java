/// The canonical form of JSON (RFC 8785) of the log's leaves.
@NullMarked
package io.plumbline.audit.canonical;

import org.jspecify.annotations.NullMarked;
