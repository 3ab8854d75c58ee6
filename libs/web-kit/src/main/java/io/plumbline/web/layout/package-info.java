/// The common layout of all pages.
@NullMarked
package io.plumbline.web.layout;

import org.jspecify.annotations.NullMarked;
