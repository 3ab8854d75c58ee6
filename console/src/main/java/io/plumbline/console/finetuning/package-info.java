/// Fine-tuning jobs: the list, a form that starts one, and the page of one with its figures.
@NullMarked
package io.plumbline.console.finetuning;

import org.jspecify.annotations.NullMarked;
