@NullMarked
package io.plumbline.console.page;

import org.jspecify.annotations.NullMarked;
