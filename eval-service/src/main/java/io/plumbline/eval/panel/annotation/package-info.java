/// The annotators' view: their own items, without anything that would bias a label.
@NullMarked
package io.plumbline.eval.panel.annotation;

import org.jspecify.annotations.NullMarked;
