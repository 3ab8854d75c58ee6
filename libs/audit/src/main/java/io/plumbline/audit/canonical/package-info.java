/// The canonical form of JSON (RFC 8785) in which the log's leaves are written.
@NullMarked
package io.plumbline.audit.canonical;

import org.jspecify.annotations.NullMarked;
