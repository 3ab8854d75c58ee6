/// Versioned models, prompts and datasets, knowledge bases, and the rules for promotion to production.
///
/// Transactions begin where a use of the database begins: with `@Transactional` on that method, `readOnly` if it only
/// reads, `MANDATORY` if its caller must have begun one. A `TransactionTemplate` serves only methods that need several
/// transactions, or time outside one for a file or another service. Stores that only such methods call declare none.
@NullMarked
package io.plumbline.registry;

import org.jspecify.annotations.NullMarked;
