/// The pages of suites.
@NullMarked
package io.plumbline.eval.page.suite;

import org.jspecify.annotations.NullMarked;
