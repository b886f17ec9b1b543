package dev.latchkey.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The server keeps every contract, case by case, on either store. */
class ContractsKeptTest {
  private static final Map<String, CheckedHouse> HOUSES = new LinkedHashMap<>();

  @BeforeAll
  static void start() {
    HOUSES.put("sqlite", new CheckedHouse(RunningHouse.start()));
    HOUSES.put("postgresql", new CheckedHouse(RunningHouse.onPostgres()));
  }

  @AfterAll
  static void stop() {
    HOUSES.values().forEach(CheckedHouse::close);
  }

  static Stream<Arguments> stores() {
    return Definition.CONTRACTS.stream()
        .flatMap(
            contract ->
                Stream.of("sqlite", "postgresql").map(store -> Arguments.of(contract, store)));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("stores")
  void every_case_of_the_contract_passes(String contract, String store) {
    Definition definition = Definition.of(contract);
    CheckedHouse house = Objects.requireNonNull(HOUSES.get(store));
    List<CaseResult> results = house.check(definition, seed(contract), new ArrayList<>());
    assertThat(results).hasSameSizeAs(definition.cases()).hasSizeGreaterThanOrEqualTo(20);
    assertThat(results)
        .allSatisfy(
            one ->
                assertThat(one.outcome())
                    .as("%s: %s %s", one.name(), one.notes(), one.failure())
                    .isEqualTo(CaseResult.Outcome.PASSED));
    // Another reading is for other servers: this one answers as documented.
    assertThat(results).allSatisfy(one -> assertThat(one.notes()).isEmpty());
  }

  /** The doors share their accounts, so each contract has names of its own. */
  static String seed(String contract) {
    return "kept" + contract.charAt(0) + Definition.CONTRACTS.indexOf(contract);
  }
}
