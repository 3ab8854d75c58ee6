package io.plumbline.gateway.budget;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface BudgetRepository extends Repository<BudgetEntity, String> {

    BudgetEntity saveAndFlush(BudgetEntity budget);

    void delete(BudgetEntity budget);

    Optional<BudgetEntity> findByName(String name);

    /// Returns the budget and locks it until the transaction ends.
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select budget from BudgetEntity budget where budget.name = :name")
    Optional<BudgetEntity> lockByName(String name);

    List<BudgetEntity> findByNameGreaterThanOrderByName(String name, Limit limit);

    List<BudgetEntity> findAll();
}
