/// Translates evaluations of other tools into datasets, prompts and suites.
@NullMarked
package io.plumbline.standalone.evalimport;

import org.jspecify.annotations.NullMarked;
