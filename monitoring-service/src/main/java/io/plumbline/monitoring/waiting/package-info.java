/// Which background jobs have work.
@NullMarked
package io.plumbline.monitoring.waiting;

import org.jspecify.annotations.NullMarked;
