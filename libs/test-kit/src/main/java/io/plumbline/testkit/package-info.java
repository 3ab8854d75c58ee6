/// The common base of each service's tests.
@NullMarked
package io.plumbline.testkit;

import org.jspecify.annotations.NullMarked;
