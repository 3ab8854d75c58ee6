/// Common parts of pages. Each resource with pages has a package below.
@NullMarked
package io.plumbline.eval.page;

import org.jspecify.annotations.NullMarked;
