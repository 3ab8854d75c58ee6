/// Rollbacks and their incidents.
@NullMarked
package io.plumbline.monitoring.rollback;

import org.jspecify.annotations.NullMarked;
