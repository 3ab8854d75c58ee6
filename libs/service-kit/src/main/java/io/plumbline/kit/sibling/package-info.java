/// Clients to the other services, and in-memory snapshots of them.
@NullMarked
package io.plumbline.kit.sibling;

import org.jspecify.annotations.NullMarked;
