/// The published log: `/checkpoint` and `/tile`.
@NullMarked
package io.plumbline.governance.audit.tile;

import org.jspecify.annotations.NullMarked;
