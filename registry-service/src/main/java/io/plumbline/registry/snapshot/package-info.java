/// The registry's snapshot for siblings.
@NullMarked
package io.plumbline.registry.snapshot;

import org.jspecify.annotations.NullMarked;
