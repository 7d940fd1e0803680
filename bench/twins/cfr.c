/* The same regret minimisation as src/solvers/cfr.ts in plain C: the limit its speed is held against.
   cfr GAME ITERATIONS: reads a game of two players in sequence form and prints CPU nanoseconds per iteration and a
   checksum of the averages. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct {
  int sets, size, entries;
  int *after, *first, *rows, *others;
  double *weights, *regrets, *sums, *probabilities, *plan, *values;
} Player;

static void *allocate(size_t n, size_t size) {
  void *memory = calloc(n ? n : 1, size);
  if (!memory) { fputs("out of memory\n", stderr); exit(1); }
  return memory;
}

static int *read_ints(FILE *file, int n) {
  int *list = allocate(n, sizeof *list);
  for (int i = 0; i < n; i++)
    if (fscanf(file, "%d", list + i) != 1) { fputs("the game is cut short\n", stderr); exit(1); }
  return list;
}

static double *read_doubles(FILE *file, int n) {
  double *list = allocate(n, sizeof *list);
  for (int i = 0; i < n; i++)
    if (fscanf(file, "%lf", list + i) != 1) { fputs("the game is cut short\n", stderr); exit(1); }
  return list;
}

static void plan_of(Player *p) {
  p->plan[0] = 1;
  for (int set = 0; set < p->sets; set++) {
    double reach = p->plan[p->after[set]];
    for (int s = p->first[set]; s < p->first[set + 1]; s++) p->plan[s] = reach * p->probabilities[s];
  }
}

static void ending_values(const Player *p, const double *restrict plan) {
  const double *restrict weights = p->weights;
  const int *restrict others = p->others;
  double *restrict values = p->values;
  int k = 0;
  for (int s = 0; s < p->size; s++) {
    int end = p->rows[s + 1];
    double value = 0;
    for (; k < end; k++) value += weights[k] * plan[others[k]];
    values[s] = value;
  }
}

static void learn(Player *p) {
  double *restrict values = p->values, *restrict regrets = p->regrets, *restrict sums = p->sums;
  double *restrict probabilities = p->probabilities;
  const double *restrict plan = p->plan;
  for (int set = p->sets - 1; set >= 0; set--) {
    int low = p->first[set], high = p->first[set + 1];
    double value = 0, total = 0;
    for (int s = low; s < high; s++) value += probabilities[s] * values[s];
    for (int s = low; s < high; s++) {
      sums[s] += plan[s];
      double regret = regrets[s] + values[s] - value;
      regrets[s] = regret;
      double positive = regret > 0 ? regret : 0;
      probabilities[s] = positive;
      total += positive;
    }
    if (total > 0) {
      double scale = 1 / total;
      for (int s = low; s < high; s++) probabilities[s] *= scale;
    } else {
      double even = 1.0 / (high - low);
      for (int s = low; s < high; s++) probabilities[s] = even;
    }
    values[p->after[set]] += value;
  }
  plan_of(p);
}

int main(int argc, char **argv) {
  FILE *file = argc == 3 ? fopen(argv[1], "r") : NULL;
  if (!file) { fputs("cfr GAME ITERATIONS\n", stderr); return 2; }
  long iterations = atol(argv[2]);
  Player players[2];
  for (int i = 0; i < 2; i++) {
    Player *p = players + i;
    int *sizes = read_ints(file, 3);
    p->sets = sizes[0];
    p->size = sizes[1];
    p->entries = sizes[2];
    free(sizes);
    p->after = read_ints(file, p->sets);
    p->first = read_ints(file, p->sets + 1);
    p->rows = read_ints(file, p->size + 1);
    p->others = read_ints(file, p->entries);
    p->weights = read_doubles(file, p->entries);
    p->regrets = allocate(p->size, sizeof(double));
    p->sums = allocate(p->size, sizeof(double));
    p->probabilities = allocate(p->size, sizeof(double));
    p->plan = allocate(p->size, sizeof(double));
    p->values = allocate(p->size, sizeof(double));
    for (int set = 0; set < p->sets; set++)
      for (int s = p->first[set]; s < p->first[set + 1]; s++)
        p->probabilities[s] = 1.0 / (p->first[set + 1] - p->first[set]);
    plan_of(p);
  }
  fclose(file);
  clock_t began = clock();
  for (long n = 0; n < iterations; n++)
    for (int i = 0; i < 2; i++) {
      ending_values(players + i, players[1 - i].plan);
      learn(players + i);
    }
  double spent = (double)(clock() - began) / CLOCKS_PER_SEC;
  double checksum = 0;
  for (int i = 0; i < 2; i++)
    for (int s = 1; s < players[i].size; s++) checksum += players[i].sums[s] * (1 + s % 7);
  printf("%.3f %.17g\n", spent * 1e9 / iterations, checksum);
  return 0;
}
