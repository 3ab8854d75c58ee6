/// Reports for people who did not run the evaluation, as HTML and PDF.
@NullMarked
package io.plumbline.eval.report;

import org.jspecify.annotations.NullMarked;
