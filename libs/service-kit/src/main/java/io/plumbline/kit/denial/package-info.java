/// Counts denied requests and reports them to the audit log.
@NullMarked
package io.plumbline.kit.denial;

import org.jspecify.annotations.NullMarked;
