/// What the pages have in common. A package below it for each thing that has pages.
@NullMarked
package io.plumbline.eval.page;

import org.jspecify.annotations.NullMarked;
