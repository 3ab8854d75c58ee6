/// The texts of the story: the golden dataset, the handbook, and the questions of customers.
@NullMarked
package io.plumbline.standalone.demo.content;

import org.jspecify.annotations.NullMarked;
