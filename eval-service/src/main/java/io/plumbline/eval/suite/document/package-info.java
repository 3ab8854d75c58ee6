/// The document of a suite.
@NullMarked
package io.plumbline.eval.suite.document;

import org.jspecify.annotations.NullMarked;
