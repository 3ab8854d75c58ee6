/// Tests of the pages of prompts.
@NullMarked
package io.plumbline.console.prompt;

import org.jspecify.annotations.NullMarked;
