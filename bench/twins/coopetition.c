/* The coopetition step by hand, for the two environments that bench/coopetition.bench.mjs measures; nothing shared with
   the TypeScript. Arguments: environment (dilemma or platform), steps. Prints nanoseconds of processor time and the sum
   of all rewards. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MOST 8
#define ROWS 1024

typedef struct {
  int n, horizon, platform;
  double endowment[MOST], share[MOST], baseline[MOST], dependence[MOST * MOST], amplified[MOST * MOST];
  double theta, gamma, building, erosion, damage, decay, sensitivity, start;
} Config;

static Config dilemma(void) {
  Config c = {.n = 2, .horizon = 100, .theta = 20, .gamma = .7, .building = .15, .erosion = .45, .damage = .5,
              .decay = .02, .sensitivity = 1.5, .start = .5};
  for (int i = 0; i < 2; i++) {
    c.endowment[i] = 100; c.share[i] = .5; c.baseline[i] = 40;
    for (int j = 0; j < 2; j++) c.dependence[i * 2 + j] = i == j ? 0 : .6;
  }
  for (int k = 0; k < 4; k++) c.amplified[k] = 1 + .6 * c.dependence[k];
  return c;
}

static Config platform(void) {
  Config c = {.n = 5, .horizon = 100, .platform = 1, .theta = 25, .gamma = .75, .building = .08, .erosion = .25,
              .damage = .45, .decay = .02, .sensitivity = 1, .start = .6};
  for (int i = 0; i < 5; i++) {
    c.endowment[i] = i ? 80 : 150; c.share[i] = i ? .175 : .3; c.baseline[i] = i ? 24 : 45;
    for (int j = 0; j < 5; j++) c.dependence[i * 5 + j] = i == j ? 0 : i == 0 ? .25 : j == 0 ? .75 : 0;
  }
  for (int k = 0; k < 25; k++) c.amplified[k] = 1 + .4 * c.dependence[k];
  return c;
}

static void restart(const Config *c, double *trust, double *reputation, int *round) {
  for (int k = 0; k < c->n * c->n; k++) { trust[k] = k % (c->n + 1) ? c->start : 1; reputation[k] = 0; }
  *round = 0;
}

static int step(const Config *c, double *trust, double *reputation, int *round, const double *acts, double *rewards,
                double *value) {
  int n = c->n;
  double earnings[MOST], signal[MOST], product = 1;
  *value = 0;
  for (int i = 0; i < n; i++) {
    double a = acts[i] < 0 ? 0 : acts[i] > c->endowment[i] ? c->endowment[i] : acts[i];
    double own = c->theta * log(1 + a);
    signal[i] = tanh(c->sensitivity * (a - c->baseline[i]));
    *value += own;
    earnings[i] = c->endowment[i] - a + own;
    product *= a > 1e-10 ? a : 0;
  }
  double surplus = c->gamma * (n == 2 ? sqrt(product) : pow(product, 1. / n));
  *value += surplus;
  for (int i = 0; i < n; i++) earnings[i] += c->share[i] * surplus;
  for (int i = 0; i < n; i++) {
    double utility = earnings[i];
    for (int j = 0; j < n; j++) {
      if (i == j) continue;
      int k = i * n + j;
      double s = signal[j], before = trust[k], worn = reputation[k], ceiling = 1 - worn, after;
      if (s < 0) {
        after = before + c->erosion * s * before * c->amplified[k];
        worn -= c->damage * s * ceiling;
      } else {
        after = before + c->building * s * fmax(0, ceiling - before);
        worn -= c->decay * worn;
      }
      after = fmin(fmax(after, 0), ceiling);
      worn = fmin(fmax(worn, 0), 1);
      trust[k] = after; reputation[k] = worn;
      utility += fmin(after, 1 - worn) * c->dependence[k] * earnings[j];
    }
    rewards[i] = utility;
  }
  if (++*round >= c->horizon) return 1;
  double sum = 0;
  if (c->platform) {
    for (int i = 1; i < n; i++) sum += trust[i * n];
    return sum / (n - 1) < .15;
  }
  for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) if (i != j) sum += trust[i * n + j];
  return sum / (n * (n - 1)) < .05;
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  Config c = strcmp(argv[1], "dilemma") ? platform() : dilemma();
  long steps = atol(argv[2]);
  static double acts[ROWS * MOST];
  for (int r = 0; r < ROWS; r++)
    for (int i = 0; i < c.n; i++) acts[r * c.n + i] = c.endowment[i] * (.55 + .4 * sin(.7 * r + i));
  double trust[MOST * MOST], reputation[MOST * MOST], rewards[MOST], value, total = 0;
  int round;
  restart(&c, trust, reputation, &round);
  struct timespec from, to;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
  for (long t = 0; t < steps; t++) {
    int over = step(&c, trust, reputation, &round, acts + (t % ROWS) * c.n, rewards, &value);
    for (int i = 0; i < c.n; i++) total += rewards[i];
    if (over) restart(&c, trust, reputation, &round);
  }
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
  printf("%.0f %.17g\n", (to.tv_sec - from.tv_sec) * 1e9 + (to.tv_nsec - from.tv_nsec), total);
  return 0;
}
