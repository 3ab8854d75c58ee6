/// The dashboard.
@NullMarked
package io.plumbline.governance.dashboard;

import org.jspecify.annotations.NullMarked;
