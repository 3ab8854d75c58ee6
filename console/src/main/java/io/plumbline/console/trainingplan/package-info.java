/// Training plans: the list, a form, and the page of one with its runs.
@NullMarked
package io.plumbline.console.trainingplan;

import org.jspecify.annotations.NullMarked;
