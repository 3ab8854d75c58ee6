/// The layout and the building blocks of every page.
@NullMarked
package io.plumbline.console.page;

import org.jspecify.annotations.NullMarked;
