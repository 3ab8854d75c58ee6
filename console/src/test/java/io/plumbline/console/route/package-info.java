/// Tests of the package of the same name.
@NullMarked
package io.plumbline.console.route;

import org.jspecify.annotations.NullMarked;
