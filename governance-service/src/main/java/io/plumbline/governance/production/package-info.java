/// The requirements of production changes: the table by which every service decides.
@NullMarked
package io.plumbline.governance.production;

import org.jspecify.annotations.NullMarked;
