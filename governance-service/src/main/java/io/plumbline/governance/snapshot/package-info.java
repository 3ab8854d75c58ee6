/// The snapshot feed for other services.
@NullMarked
package io.plumbline.governance.snapshot;

import org.jspecify.annotations.NullMarked;
