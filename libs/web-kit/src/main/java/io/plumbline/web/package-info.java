/// The foundation of every page.
@NullMarked
package io.plumbline.web;

import org.jspecify.annotations.NullMarked;
