//! Clinical evaluation of prediction models over plain slices.
