/// Suites: list, suite page, editor, comparisons of versions.
@NullMarked
package io.plumbline.console.suite;

import org.jspecify.annotations.NullMarked;
