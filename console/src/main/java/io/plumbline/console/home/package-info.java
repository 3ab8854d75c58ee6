/// Home: the work that waits.
@NullMarked
package io.plumbline.console.home;

import org.jspecify.annotations.NullMarked;
