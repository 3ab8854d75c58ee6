/// The feed that the other services follow.
@NullMarked
package io.plumbline.governance.snapshot;

import org.jspecify.annotations.NullMarked;
