/// Documents that are kept in versions.
@NullMarked
package io.plumbline.eval.document;

import org.jspecify.annotations.NullMarked;
