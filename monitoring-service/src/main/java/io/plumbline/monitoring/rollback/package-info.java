/// What was rolled back, and the incidents of it.
@NullMarked
package io.plumbline.monitoring.rollback;

import org.jspecify.annotations.NullMarked;
