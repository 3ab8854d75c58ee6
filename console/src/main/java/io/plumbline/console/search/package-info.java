/// Search over all resources.
@NullMarked
package io.plumbline.console.search;

import org.jspecify.annotations.NullMarked;
