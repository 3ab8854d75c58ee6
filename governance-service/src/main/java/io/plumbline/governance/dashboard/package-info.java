/// The first page: what happened today.
@NullMarked
package io.plumbline.governance.dashboard;

import org.jspecify.annotations.NullMarked;
