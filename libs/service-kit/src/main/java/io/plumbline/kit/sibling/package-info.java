/// Clients to the other services, and what is held of them in memory.
@NullMarked
package io.plumbline.kit.sibling;

import org.jspecify.annotations.NullMarked;
